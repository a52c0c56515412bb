"""The engine: queue, scheduling, workers and events on asyncio. It knows no Qt and no yt-dlp."""
