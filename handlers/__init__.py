"""When someone speaks. One function per turn: async def name(turn, ...) -> Say."""
