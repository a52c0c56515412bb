"""A vault that cannot be opened is told of once, calmly, and so is that it is open after all."""

from contextlib import asynccontextmanager

from mediadl.domain.accounts import AccountKind, KeyringProblem, VaultStatus
from mediadl.domain.events import VaultChanged
from mediadl.ui.vault_notice import OPENED, VaultNotice
from mediadl.vault.keyring_key import Keys
from mediadl.vault.vault import Vault
from tests.helpers.pages import until
from tests.helpers.queue_scene import queue_scene

LOCKED = VaultStatus(
    False, KeyringProblem.LOCKED, "The system's keyring is locked. Unlock it, then try again."
)
HANGS = VaultStatus(False, KeyringProblem.HANGS, "The system's keyring does not answer.")
OPENING = VaultStatus(False, is_opening=True)
OPEN = VaultStatus(True)


@asynccontextmanager
async def noticed(folder, *statuses):
    """A scene with a vault that nobody has opened, the notice that follows it, and what the vault told."""
    vault = Vault(folder / "vault", Keys("MediaDL test of the notice"))
    async with queue_scene(folder, []) as scene:
        await scene.engine.accounts.opened()
        scene.engine.accounts.keep_in(vault)
        await vault.look()
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


async def test_what_was_told_in_a_session_before_is_not_told_again_until_it_is_another(qt_app, tmp_path):
    async with noticed(tmp_path, LOCKED) as scene:
        await until(lambda: scene.engine.settings.told_keyring_problem is KeyringProblem.LOCKED)
    async with noticed(tmp_path, OPENING, LOCKED) as scene:
        assert scene.notices == []
        scene.engine.bus.publish(VaultChanged(HANGS))
        assert [one.text for one in scene.notices] == [HANGS.message]


async def test_once_the_vault_was_open_it_is_told_anew(qt_app, tmp_path):
    async with noticed(tmp_path, LOCKED) as scene:
        await until(lambda: scene.engine.settings.told_keyring_problem is not None)
    async with noticed(tmp_path, OPEN) as scene:
        await until(lambda: scene.engine.settings.told_keyring_problem is None)
        assert scene.notices == []
    async with noticed(tmp_path, LOCKED) as scene:
        assert len(scene.notices) == 1


async def test_with_an_account_that_is_not_saved_it_is_told_in_each_session(qt_app, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for session in range(2):
        async with noticed(tmp_path, LOCKED) as scene:
            before = len(scene.notices)
            assert before == (session == 0)
            for name in ("One", "Two"):
                await scene.engine.accounts.add_login(AccountKind.LOGIN, name, "a.test", "me", "not-real")
            assert [one.text for one in scene.notices[before:]] == [LOCKED.message]
            await until(lambda: scene.engine.settings.told_keyring_problem is not None)


async def test_with_an_account_that_cannot_be_opened_it_is_told_at_each_start(qt_app, tmp_path):
    keys = Keys("MediaDL test of the notice")
    sealing = Vault(tmp_path / "vault", keys)
    await sealing.open()
    await sealing.put("an-item", b"visibly fake")
    sealing.close()
    for _ in range(2):
        async with noticed(tmp_path, LOCKED) as scene:
            assert len(scene.notices) == 1
            await until(lambda: scene.engine.settings.told_keyring_problem is not None)


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
