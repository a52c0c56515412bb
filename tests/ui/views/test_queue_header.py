"""The tools and filters above the list keep their place when there is little room."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from mediadl.domain.job import JobState
from mediadl.ui.models.queue_filter import StateGroup
from mediadl.ui.views.queue_view import QueueView
from tests.helpers.jobs import a_job
from tests.helpers.queue_scene import queue_scene, shown


async def test_groups_show_their_counts(qt_app, tmp_path):
    jobs = [a_job(JobState.PAUSED), a_job(JobState.CANCELLED), a_job(JobState.COMPLETED)]
    async with queue_scene(tmp_path, jobs) as scene, shown(QueueView(**scene.parts)) as view:
        texts = [button.text() for button in view.header.group_buttons.values()]
        assert texts == ["All  3", "Active  0", "Waiting  1", "Done  2", "Failed  0"]
        assert [view.header.group_box.itemText(row) for row in range(5)] == texts


@pytest.mark.parametrize("width", [420, 560, 700, 900, 1100, 1600])
async def test_whatever_the_width_nothing_is_cut_off(qt_app, tmp_path, width):
    async with queue_scene(tmp_path, []) as scene, shown(QueueView(**scene.parts), width) as view:
        header = view.header
        widgets = [*header.buttons, header.more, header.groups, header.group_box, header.search]
        visible = [widget for widget in widgets if widget.isVisible()]
        assert all(header.rect().contains(widget.geometry()) for widget in visible)
        assert not any(a.geometry().intersects(b.geometry()) for a in visible for b in visible if a is not b)
        assert all(w.width() >= w.minimumSizeHint().width() for w in visible if w is not header.search)
        assert header.groups.isVisible() != header.group_box.isVisible()


async def test_the_menu_has_every_action(qt_app, tmp_path):
    async with queue_scene(tmp_path, []) as scene, shown(QueueView(**scene.parts)) as view:
        actions = {*view.actions_.by_name.values(), *view.actions_.for_queue.values()}
        view.header.more.menu().popup(view.pos())
        top = view.header.more.menu().actions()
        below = [action for entry in top if entry.menu() for action in entry.menu().actions()]
        assert actions <= {*top, *below}
        view.header.more.menu().close()


async def test_every_control_has_a_name_and_a_tip(qt_app, tmp_path):
    async with queue_scene(tmp_path, []) as scene, shown(QueueView(**scene.parts)) as view:
        kinds = (QAbstractButton, QComboBox, QLineEdit)
        controls = [each for kind in kinds for each in view.header.findChildren(kind)]
        named = [each for each in controls if each.accessibleName() or getattr(each, "text", str)()]
        assert len(named) >= 19
        assert all(each.toolTip() for each in [*view.header.buttons, view.header.more, view.header.search])
        assert view.header.group_buttons[StateGroup.ALL].toolTip()
