"""The yt-dlp extractor for the site's `/lab/` pages: asks its JSON and raises the errors that sites raise."""

import itertools
import urllib.parse

from yt_dlp.extractor.common import InfoExtractor
from yt_dlp.utils import ExtractorError

_BASE = r"(?P<base>https?://(?:127\.0\.0\.1|localhost):\d+(?:/f/[^/?#]+)?)/lab/"
_END = r"/?(?:[?#]|$)"


class _LabBaseIE(InfoExtractor):
    def _ask(self, url, path, video_id, **kwargs):
        """Return the JSON at `/lab/api/<path>`; the page's own query goes along."""
        base = self._match_valid_url(url)["base"]
        given = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        query = {**given, **kwargs.pop("query", {})}
        return self._download_json(f"{base}/lab/api/{path}", video_id, query=query, **kwargs)

    def _with_formats(self, info, url):
        """Return a live stream's info with what its playlist offers; `via=ffmpeg` leaves it to ffmpeg."""
        is_live = info["live_status"] == "is_live"
        info["formats"] = self._extract_m3u8_formats(info.pop("manifest"), info["id"], "mp4", live=is_live)
        if "via=ffmpeg" in url:
            for one in info["formats"]:
                one["extra_param_to_segment_url"] = "by=ffmpeg"
        return info


class LabIE(_LabBaseIE):
    IE_NAME = "Lab"
    _VALID_URL = _BASE + r"v/(?P<id>[^/?#]+)" + _END

    def _real_extract(self, url):
        """`?list=NAME` names the channel as well, as links copied out of a playlist do."""
        video_id = self._match_id(url)
        channel = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query)).get("list")
        if channel and self._yes_playlist(channel, video_id):
            base = self._match_valid_url(url)["base"]
            return self.url_result(f"{base}/lab/channel/{channel}?n=3", LabChannelIE)
        info = self._ask(url, f"v/{video_id}", video_id)
        comments = info.pop("comments")
        info["__post_extractor"] = self.extract_comments(comments)
        return info

    def _get_comments(self, comments):
        yield from comments


class LabStreamIE(_LabBaseIE):
    IE_NAME = "Lab:stream"
    _VALID_URL = _BASE + r"stream/(?P<id>[^/?#]+)" + _END

    def _real_extract(self, url):
        video_id = self._match_id(url)
        info = self._ask(url, f"stream/{video_id}", video_id)
        if manifest := info.pop("manifest", None):
            if manifest.endswith(".mpd"):
                info["formats"] = self._extract_mpd_formats(manifest, video_id)
            else:
                info["formats"] = self._extract_m3u8_formats(manifest, video_id, "mp4")
        return info


class LabLiveIE(_LabBaseIE):
    IE_NAME = "Lab:live"
    _VALID_URL = _BASE + r"live/(?P<id>[^/?#]+)" + _END

    def _real_extract(self, url):
        video_id = self._match_id(url)
        return self._with_formats(self._ask(url, f"live/{video_id}", video_id), url)


class LabChannelIE(_LabBaseIE):
    IE_NAME = "Lab:channel"
    _RETURN_TYPE = "playlist"
    _VALID_URL = _BASE + r"channel/(?P<id>[^/?#]+)" + _END

    def _entries(self, url, name, page):
        for number in itertools.count(1):
            for entry in page["entries"]:
                yield self.url_result(entry.pop("url"), video_id=entry.pop("id"), **self._named(entry))
            if not page["more"]:
                return
            path, note = f"channel/{name}", f"Downloading page {number + 1}"
            page = self._ask(url, path, name, query={"page": number}, note=note)

    @staticmethod
    def _named(entry):
        return {"video_title": entry.pop("title"), **entry}

    def _real_extract(self, url):
        """`broken=TAB` names a tab that is not there."""
        name = self._match_id(url)
        broken = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query)).get("broken")
        if broken and name.endswith(f"-{broken}"):
            raise ExtractorError(f"This channel does not have a {broken} tab", expected=True)
        page = self._ask(url, f"channel/{name}", name)
        entries = self._entries(url, name, page)
        told = {"channel": page["channel"], "playlist_count": page["count"], "thumbnail": page["thumbnail"]}
        return self.playlist_result(entries, name, page["title"], **told)


class LabTabsIE(_LabBaseIE):
    IE_NAME = "Lab:tabs"
    _VALID_URL = _BASE + r"tabs/(?P<id>[^/?#]+)" + _END
    _TABS = ("Videos", "Shorts", "Live")

    def _real_extract(self, url):
        """The query goes to every tab."""
        name, base = self._match_id(url), self._match_valid_url(url)["base"]
        query = urllib.parse.urlsplit(url).query or "n=4"
        tabs = (
            self.url_result(
                f"{base}/lab/channel/{name}-{tab.lower()}?{query}",
                LabChannelIE,
                video_title=f"{name.title()} - {tab}",
            )
            for tab in self._TABS
        )
        return self.playlist_result(tabs, name, name.title())


class LabTroubleIE(_LabBaseIE):
    IE_NAME = "Lab:trouble"
    _VALID_URL = _BASE + r"(?P<kind>login|private|drm|geo|429|gone|soon)(?:/(?P<id>[^/?#]+))?" + _END

    def _real_extract(self, url):
        kind, video_id = self._match_valid_url(url).group("kind", "id")
        video_id = video_id or kind
        return getattr(self, f"_extract_{kind}")(url, video_id)

    def _extract_login(self, url, video_id):
        info = self._ask(url, f"login/{video_id}", video_id, expected_status=403)
        if "formats" not in info:
            self.raise_login_required()
        return info

    def _extract_private(self, url, video_id):
        raise ExtractorError(
            "Private video. Sign in if you've been granted access to this video",
            expected=True,
            video_id=video_id,
        )

    def _extract_drm(self, url, video_id):
        self.report_drm(video_id)

    def _extract_geo(self, url, video_id):
        self.raise_geo_restricted(countries=["DE", "AT"])

    def _extract_429(self, url, video_id):
        return self._ask(url, "429", video_id)

    def _extract_gone(self, url, video_id):
        raise ExtractorError(
            "Video unavailable. This video has been removed by the uploader", expected=True, video_id=video_id
        )

    def _extract_soon(self, url, video_id):
        info = self._ask(url, f"soon/{video_id}", video_id)
        if info["live_status"] == "is_upcoming":
            self.raise_no_formats("This live event will begin in a while.", expected=True, video_id=video_id)
            return info
        return self._with_formats(info, url)


class LabAccountIE(_LabBaseIE):
    IE_NAME = "Lab:account"
    _NETRC_MACHINE = "lab"
    _VALID_URL = _BASE + r"account/(?P<id>[^/?#]+)" + _END

    def _real_extract(self, url):
        """Log in as the site wants it, with a second factor, and see what only its users see."""
        video_id = self._match_id(url)
        username, password = self._get_login_info()
        if username:
            self._log_in(url, video_id, username, password)
        info = self._ask(url, f"login/{video_id}", video_id, expected_status=403)
        if "formats" not in info:
            self.raise_login_required()
        return info

    def _log_in(self, url, video_id, username, password):
        query = {"user": username, "password": password}
        said = self._ask(url, "enter", video_id, query=query, expected_status=403)
        if said.get("error") == "code":
            query["code"] = self._get_tfa_info()
            said = self._ask(url, "enter", video_id, query=query, expected_status=403)
        if said.get("error") == "code":
            raise ExtractorError("Unable to login: incorrect TFA code", expected=True)
        if said.get("error"):
            raise ExtractorError(
                f"Unable to login as {username} with {password}: incorrect password", expected=True
            )


class LabLockedIE(_LabBaseIE):
    IE_NAME = "Lab:locked"
    _VALID_URL = _BASE + r"locked/(?P<id>[^/?#]+)" + _END

    def _real_extract(self, url):
        """A video with a password of its own, "fake-open-sesame"."""
        video_id = self._match_id(url)
        given = self.get_param("videopassword")
        if not given:
            raise ExtractorError(
                "This video is protected by a password, use the --video-password option", expected=True
            )
        if given != "fake-open-sesame":
            raise ExtractorError("Wrong video password", expected=True)
        info = self._ask(url, f"v/{video_id}", video_id)
        del info["comments"]
        return info
