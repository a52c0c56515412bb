"""Figures are told of real downloads, to each client what it may know."""

from mediadl.domain.clients import Scope
from tests.helpers.api import Running, every
from tests.helpers.media_site import MediaSiteProcess


async def test_figures_count_what_the_client_may_know_of(api: Running, media_site: MediaSiteProcess) -> None:
    _client, token = await api.client(Scope.SUBMIT, Scope.READ)
    _other, foreign = await api.client(Scope.READ)
    _watcher, watching = await api.client(Scope.METRICS)
    for link in (media_site.url("media/small.mp4"), media_site.url("media/gone.mp4", status=404)):
        added = await api.ask("POST", "/download", token, json={"url": link})
        await api.watched.until_ended(added.json["request_id"])
    told = (await api.ask("GET", "/stats", token)).json
    assert (told["by_status"], told["success_rate"]) == ({"completed": 1, "failed": 1}, 0.5)
    assert told["storage"]["downloaded"] == (api.folder / "downloads/small.mp4").stat().st_size
    assert told["average_download_time"] > 0
    assert (await api.ask("GET", "/stats", foreign)).json["total"] == 0
    assert (await api.ask("GET", "/stats", watching)).json["total"] == 2


async def test_prometheus_reads_the_counters(api: Running, media_site: MediaSiteProcess) -> None:
    _client, token = await api.client(*every())
    body = {"url": media_site.url("media/small.mp4")}
    added = await api.ask("POST", "/download", token, json=body)
    await api.watched.until_ended(added.json["request_id"])
    answer = await api.ask("GET", "/metrics", token)
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.body.decode().splitlines()
    assert 'jobs_total{status="completed"} 1.0' in lines
    assert "jobs_duration_seconds_count 1.0" in lines
    assert any(line.startswith("http_request_duration_seconds_bucket{") for line in lines)
    assert not [line for line in lines if added.json["request_id"] in line]
