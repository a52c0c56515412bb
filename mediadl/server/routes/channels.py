"""Routes of channels: what one has published, and the download of what is wanted of that."""

import uuid
from dataclasses import replace

from mediadl.contract.channels import (
    ChannelDownloadRequest,
    ChannelDownloadResponse,
    ChannelInfoResponse,
    ChannelQuery,
    ChannelRead,
)
from mediadl.domain.media_report import entry_report_of
from mediadl.domain.resolving import Asked
from mediadl.server.call import Call
from mediadl.server.channels import Selected, read_channel
from mediadl.server.problems import Code, Problem
from mediadl.server.routes.batches import added, batch_of, note_jobs
from mediadl.server.routes.looks import looked
from mediadl.server.wishes import for_client, options_of, start_of


async def info(call: Call) -> ChannelInfoResponse:
    """A page of what a channel has published."""
    asked = call.query(ChannelQuery)
    first, last = (asked.page - 1) * asked.page_size, asked.page * asked.page_size
    selected = await read_channel(call, asked, last)
    head, videos, channel = selected.channel.head, selected.videos, selected.channel
    return ChannelInfoResponse(
        **_read(selected).model_dump(),
        id=head.id,
        url=head.url,
        title=head.title,
        uploader=head.uploader,
        channel=head.channel,
        channel_id=head.channel_id,
        thumbnail=head.thumbnail_url,
        items=[entry_report_of(entry) for entry in videos[first:last]],
        total=len(videos) if channel.is_whole and not channel.is_enough else None,
        has_more=len(videos) > last or (channel.is_enough and len(channel.videos) <= last),
        page=asked.page,
        page_size=asked.page_size,
    )


async def download(call: Call) -> ChannelDownloadResponse:
    """Add what is wanted of a channel to the queue, as a batch."""
    wanted = call.body(ChannelDownloadRequest)
    options = await options_of(call, wanted)
    selected = await read_channel(call, wanted, wanted.max_downloads)
    videos = selected.videos[: wanted.max_downloads]
    if not videos:
        raise Problem(Code.METADATA_EXTRACTION_FAILED, _nothing(selected))
    client = replace(for_client(call.owner_id, wanted), batch_id=str(uuid.uuid4()))
    jobs = await call.api.engine.add_entries_for(
        client, selected.channel.head, videos, Asked(None, options), start=start_of(wanted)
    )
    note_jobs(call, len(jobs))
    batch = batch_of(call, str(client.batch_id), jobs)
    return ChannelDownloadResponse(**dict(batch), **_read(selected).model_dump())


def _read(selected: Selected) -> ChannelRead:
    channel = selected.channel
    is_known = not selected.unknown_count and not selected.unsorted_count
    return ChannelRead(
        read_count=len(channel.videos),
        unknown_count=selected.unknown_count,
        unsorted_count=selected.unsorted_count,
        is_whole=channel.is_whole and not channel.is_enough and is_known,
        notes=channel.notes,
    )


def _nothing(selected: Selected) -> str:
    unknown = selected.unknown_count
    more = f" Of {unknown:,} it could not be learned; ask again later." if unknown else ""
    return f"The channel has no videos that the filters let through.{more}"


ROUTES = (
    looked("channel/info", info, "What a channel has published", ChannelQuery, ChannelInfoResponse),
    replace(
        added(
            "channel/download",
            download,
            "Add what is wanted of a channel",
            ChannelDownloadRequest,
            ChannelDownloadResponse,
        ),
        errors=(Code.METADATA_EXTRACTION_FAILED, Code.COOKIES_NOT_FOUND),
    ),
)
