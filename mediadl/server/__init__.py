"""The local API: HTTP on this computer alone, over the same engine as the window; no Qt, no yt-dlp here."""
