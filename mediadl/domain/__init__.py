"""Frozen data and pure decisions: what the application knows, without I/O, asyncio, Qt or yt-dlp."""
