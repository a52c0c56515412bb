"""Routes that tell what is behind a link: formats, metadata, entries of a list."""

from pydantic import BaseModel

from mediadl.contract.looks import (
    ChapterTold,
    FormatsByKind,
    FormatsResponse,
    FormatTold,
    LinkQuery,
    MetadataResponse,
    PlaylistPreviewResponse,
    PreviewQuery,
)
from mediadl.domain.clients import Scope
from mediadl.domain.media import Format, FormatKind, Media
from mediadl.domain.media_report import entry_report_of
from mediadl.server.call import Call
from mediadl.server.looking import look_at, media_at
from mediadl.server.problems import Code, Problem
from mediadl.server.route import BASE, Handler, RateClass, Route


async def formats(call: Call) -> FormatsResponse:
    """All formats of a media, by what they carry."""
    media = await media_at(call, call.query(LinkQuery).url)
    of_kind = {kind: [one for one in media.formats if one.kind is kind] for kind in FormatKind}
    video = of_kind[FormatKind.VIDEO_ONLY] or of_kind[FormatKind.COMBINED]
    audio = of_kind[FormatKind.AUDIO_ONLY] or of_kind[FormatKind.COMBINED]
    return FormatsResponse(
        url=media.url,
        title=media.title,
        duration=media.duration_s,
        formats=FormatsByKind(
            combined=_told(of_kind[FormatKind.COMBINED]),
            video_only=_told(of_kind[FormatKind.VIDEO_ONLY]),
            audio_only=_told(of_kind[FormatKind.AUDIO_ONLY]),
        ),
        recommended_format="+".join(media.chosen_ids) or None,
        best_video_format=video[-1].id if video else None,
        best_audio_format=audio[-1].id if audio else None,
    )


async def metadata(call: Call) -> MetadataResponse:
    """What the site says of a media."""
    return _metadata(await media_at(call, call.query(LinkQuery).url))


async def preview(call: Call) -> PlaylistPreviewResponse:
    """A page of a list; no more of it is read than is needed for that."""
    asked = call.query(PreviewQuery)
    last = asked.page * asked.page_size
    looked = await look_at(call, asked.url, last)
    found = looked.found
    if isinstance(found, Media):
        sentence = "The link is a single media. Ask for it with GET /metadata."
        raise Problem(Code.METADATA_EXTRACTION_FAILED, sentence)
    return PlaylistPreviewResponse(
        id=found.id,
        url=found.url,
        title=found.title,
        uploader=found.uploader,
        channel=found.channel,
        thumbnail=found.thumbnail_url,
        items=[entry_report_of(entry) for entry in looked.entries[last - asked.page_size :]],
        total=len(looked.entries) if looked.is_whole else found.entry_count,
        has_more=not looked.is_whole,
        page=asked.page,
        page_size=asked.page_size,
    )


def _metadata(media: Media) -> MetadataResponse:
    return MetadataResponse(
        id=media.id,
        url=media.url,
        title=media.title,
        extractor=media.extractor,
        uploader=media.uploader,
        channel=media.channel,
        channel_id=media.channel_id,
        duration=media.duration_s,
        upload_date=media.upload_date,
        view_count=media.view_count,
        thumbnail=media.thumbnail_url,
        is_live=media.is_live,
        tags=list(media.tags),
        chapters=[ChapterTold(title=one.title, start=one.start_s, end=one.end_s) for one in media.chapters],
        formats=_told(media.formats),
        subtitles=list(media.subtitles),
        automatic_captions=list(media.automatic_captions),
    )


def _told(formats: list[Format] | tuple[Format, ...]) -> list[FormatTold]:
    return [
        FormatTold(
            format_id=one.id,
            ext=one.ext,
            width=one.width,
            height=one.height,
            fps=one.fps,
            dynamic_range=one.dynamic_range,
            vcodec=one.vcodec,
            acodec=one.acodec,
            bitrate=one.bitrate_kbps,
            filesize=one.size_bytes,
            filesize_is_estimate=one.size_is_estimate,
            language=one.language,
            note=one.note,
            protocol=one.protocol,
        )
        for one in formats
    ]


def looked(
    path: str, handler: Handler, summary: str, query: type[BaseModel], answer: type[BaseModel]
) -> Route:
    """A route that has a worker look at a link."""
    return Route(
        "GET",
        f"{BASE}/{path}",
        handler,
        summary,
        frozenset({Scope.PROBE}),
        rate=RateClass.PROBE,
        query=query,
        answer=answer,
        errors=(Code.METADATA_EXTRACTION_FAILED, Code.COOKIES_NOT_FOUND, Code.STORAGE_ERROR),
        tag="looks",
    )


ROUTES = (
    looked("formats", formats, "All formats of a media", LinkQuery, FormatsResponse),
    looked("metadata", metadata, "What the site says of a media", LinkQuery, MetadataResponse),
    looked("playlist/preview", preview, "A page of a list", PreviewQuery, PlaylistPreviewResponse),
)
