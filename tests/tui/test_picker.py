"""The list of choices draws lines, and knows which line belongs to what."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tutor.tui.text import plain
from tutor.tui.widgets.picker import Entry, Picker, _room_for_label

ENTRIES = (
    Entry(plain("Kop"), heading=True),
    Entry(plain("Een motie is een wens van de raad, en geen besluit. " * 3), ("1", "a")),
    Entry(plain("Kort"), ("2",), "[x]"),
    Entry(plain("Dieper, met een teken van twee cellen"), sign="あ", indent=4),
)


class ListApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Picker(ENTRIES, highlighted=1)


@pytest.mark.parametrize("width", [20, 40, 100])
async def test_every_line_is_the_one_of_its_entry_and_fits(width: int) -> None:
    app = ListApp()
    async with app.run_test(size=(width, 60)) as pilot:
        picker = app.query_one(Picker)
        await pilot.pause()
        drawn = [picker.render_line(y).text for y in range(picker.size.height)]
        assert {len(line) for line in drawn if line.isascii()} == {width}
        for index, entry in enumerate(ENTRIES):
            assert picker._label_of(index).cell_length == _room_for_label(entry)
            region = picker.region_of(index)
            lines = drawn[region.y : region.bottom]
            assert "".join(" ".join(lines).split()).endswith("".join(entry.text.plain.split()))
            assert {picker.entry_at(y) for y in range(region.y, region.bottom)} == {None if entry.heading else index}
        assert picker.entry_at(0) is None
        assert drawn[0].strip() == ""
        await pilot.press("down")
        assert picker.render_line(picker.region_of(2).y).text.startswith(" ▶ 2 [x] Kort")
        assert picker.render_line(picker.region_of(1).y).text.startswith("   1 Een")


async def test_a_click_picks_and_a_heading_cannot_be_picked(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ListApp()
    picked: list[int] = []
    async with app.run_test(size=(60, 30)) as pilot:
        picker = app.query_one(Picker)
        monkeypatch.setattr(picker, "_pick", picked.append)
        await pilot.click(picker, offset=(5, picker.region_of(0).y))
        await pilot.click(picker, offset=(5, picker.region_of(3).y))
    assert picked == [3]
