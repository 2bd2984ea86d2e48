"""The client of the helper process: cues ahead, failover between back ends."""
