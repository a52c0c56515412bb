"""Sites that are trusted are named, and the trust can be taken back; without any there is nothing to see."""

from mediadl.ui.theme import Theme
from mediadl.ui.views.settings.page_sites_part import PageSitesPart


def test_the_sites_are_named_and_can_be_asked_about_again(qt_app):
    part, heard = PageSitesPart(Theme()), []
    part.ended.connect(lambda: heard.append(True))
    assert part.isHidden()
    part.show_sites(("example.org", "other.example"))
    assert part.words.text().endswith(": example.org, other.example.")
    part.again.click()
    assert (part.isHidden(), heard) == (False, [True])
    part.show_sites(())
    assert part.isHidden()
