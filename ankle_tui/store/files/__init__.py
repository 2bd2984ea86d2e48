"""Files in general: durable writes, bounded reads, locks."""
