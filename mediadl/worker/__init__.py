"""The worker process: the only place where yt-dlp is imported. It keeps no state between requests."""
