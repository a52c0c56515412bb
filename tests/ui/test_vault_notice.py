"""A vault that cannot be opened is told of once, calmly, and so is that it is open after all."""

from contextlib import asynccontextmanager

from mediadl.domain.accounts import KeyringProblem, VaultStatus
from mediadl.domain.events import VaultChanged
from mediadl.ui.vault_notice import OPENED, VaultNotice
from mediadl.vault.keyring_key import Keys
from mediadl.vault.vault import Vault
from tests.helpers.pages import until
from tests.helpers.queue_scene import queue_scene

LOCKED = VaultStatus(
    False, KeyringProblem.LOCKED, "The system's keyring is locked. Unlock it, then try again."
)
OPENING = VaultStatus(False, is_opening=True)
OPEN = VaultStatus(True)


@asynccontextmanager
async def noticed(folder, *statuses):
    """A scene with a vault that nobody has opened, the notice that follows it, and what the vault told."""
    vault = Vault(folder / "vault", Keys("MediaDL test of the notice"))
    async with queue_scene(folder, []) as scene:
        scene.engine.accounts.keep_in(vault)
        notice = VaultNotice(scene.engine, scene.operations)
        for status in statuses:
            scene.engine.bus.publish(VaultChanged(status))
        yield scene
        notice.stop()
        scene.engine.bus.publish(VaultChanged(LOCKED))
    vault.close()


async def test_trouble_is_told_once_and_its_end_too(qt_app, tmp_path):
    async with noticed(tmp_path, OPENING, LOCKED, OPENING, LOCKED, OPENING, OPEN, OPEN) as scene:
        pass
    said = [(one.kind, one.text) for one in scene.notices]
    assert said == [("warning", LOCKED.message), ("success", OPENED)]


async def test_nothing_is_said_where_all_is_well(qt_app, tmp_path):
    async with noticed(tmp_path, OPENING, OPEN) as scene:
        assert scene.notices == []


async def test_trying_again_asks_the_keyring(qt_app, tmp_path):
    async with noticed(tmp_path, LOCKED) as scene:
        scene.notices[0].on_action()
        await until(lambda: len(scene.notices) > 1)
        assert scene.notices[1].text == OPENED
        assert scene.engine.accounts.status == OPEN


async def test_an_answer_to_trying_again_is_told_though_it_is_the_same(qt_app, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    async with noticed(tmp_path, LOCKED) as scene:
        scene.notices[0].on_action()
        await until(lambda: len(scene.notices) > 1)
        assert scene.notices[1].text.startswith("There is no keyring on this system")
