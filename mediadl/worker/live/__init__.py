"""Recording live streams: HLS by ourselves, everything else through yt-dlp and ffmpeg."""
