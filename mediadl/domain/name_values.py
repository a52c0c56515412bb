"""What a job and its media say for the fields of a template, before anything is downloaded."""

from mediadl.domain.job import Job
from mediadl.domain.media import ListPlace, Media
from mediadl.domain.options import DownloadOptions
from mediadl.domain.settings import Settings
from mediadl.domain.template_fields import Value, Values, safe_title
from mediadl.domain.units import duration


def list_place_of(job: Job) -> ListPlace | None:
    """Where the job's media stood in a list; None for a link of its own."""
    if job.batch_id is None and job.playlist_title is None:
        return None
    return ListPlace(
        title=job.playlist_title,
        id=job.playlist_id,
        index=job.playlist_index,
        count=job.playlist_count,
        is_channel=job.playlist_is_channel,
        thumbnail_url=job.playlist_thumbnail_url,
    )


def list_values(place: ListPlace | None, batch_id: str | None) -> dict[str, Value]:
    """The fields about a list."""
    if place is None:
        return {"batch_id": batch_id}
    return {
        "playlist": place.title,
        "playlist_title": place.title,
        "playlist_id": place.id,
        "playlist_index": place.index,
        "playlist_count": place.count,
        "n_entries": place.count,
        "batch_id": batch_id,
    }


def values_of_job(job: Job, media: Media | None) -> Values:
    """What is known so far, for a preview; `media` is what was found, if it is still there."""
    title = job.display_title
    values: dict[str, Value] = {"title": title, "safe_title": safe_title(title), "extractor_key": job.site}
    if job.duration_s is not None:
        values |= {"duration": round(job.duration_s), "duration_string": duration_field(job.duration_s)}
    if media is not None:
        values |= {
            "id": media.id,
            "uploader": media.uploader,
            "channel": media.channel or media.uploader,
            "channel_id": media.channel_id,
            "upload_date": media.upload_date,
            "view_count": media.view_count,
        }
    return {**values, **list_values(list_place_of(job), job.batch_id)}


def duration_field(seconds: float) -> str:
    """A length as it may stand in a name: "12-34"."""
    return duration(seconds).replace(":", "-")


def usual_template(settings: Settings, options: DownloadOptions, in_list: ListPlace | None) -> str:
    """The output template that holds when the options name none."""
    if in_list is not None:
        return settings.playlist_template
    return settings.audio_template if options.is_audio_only else settings.video_template
