"""When time passes. Every job: async def name(database, now) -> int, how many it did."""
