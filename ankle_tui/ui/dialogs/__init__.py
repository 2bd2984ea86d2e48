"""Questions over another screen."""
