"""What an author writes in a block `{.tekening}`: the data of a drawing, never its lines."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tutor.model.content import Content


class DrawingBase(Content, frozen=True, kw_only=True, tag_field="soort"):
    """What every kind of drawing has, whatever it draws."""

    title: str


class Seats(DrawingBase, frozen=True, kw_only=True, tag="stoelen"):
    """Who sits in the room and how they vote, with the counts that the law asks for."""

    seats: int
    empty: int = 0
    """Seats that nobody has; the others are the members `die zitting hebben`."""
    present: int | None = None
    """How many signed the list. Without it: everybody who votes or abstains."""
    abstaining: int = 0
    """Members in the room who must not vote (Gemeentewet 28)."""
    pros: int | None = None
    cons: int | None = None
    leaving: Literal["voor", "tegen"] = "tegen"
    """The side from which members come and go when the learner changes the number."""


class TimePoint(Content, frozen=True, kw_only=True):
    """A point of a timeline."""

    when: int | str
    """A day such as `15-11-2027`, a day of every year such as `15-11`, or a number of units."""
    text: str
    after: str = ""
    """What holds from here until the next point."""


class Timeline(DrawingBase, frozen=True, kw_only=True, tag="tijdlijn"):
    """Points in time, in their order, and where we are."""

    moments: tuple[TimePoint, ...]
    unit: Literal["uur", "dag", "week", "maand", "jaar"] | None = None
    """What numbers count."""
    today: int | str | None = None
    """Where the story is; without it the day of the learner, if that is between the points."""


class Organ(Content, frozen=True, kw_only=True):
    """Somebody who acts: an organ or a group."""

    name: str
    does: str = ""
    decisive: bool = False


class Flow(Content, frozen=True, kw_only=True):
    """What goes from one to another."""

    origin: str
    target: str
    what: str


class Deciding(DrawingBase, frozen=True, kw_only=True, tag="wie-beslist"):
    """Who decides, and what moves between them."""

    organs: tuple[Organ, ...]
    flows: tuple[Flow, ...] = ()


class Branch(Content, frozen=True, kw_only=True):
    """What follows when something is so."""

    condition: str
    outcome: str


class ProcedureStep(Content, frozen=True, kw_only=True):
    """A step of a procedure."""

    text: str
    branches: tuple[Branch, ...] = ()


class Procedure(DrawingBase, frozen=True, kw_only=True, tag="stroom"):
    """Steps in their order, with their ways on."""

    steps: tuple[ProcedureStep, ...]


class Unit(Content, frozen=True, kw_only=True):
    """A part of an organisation, and who is in it."""

    name: str
    members: str = ""
    under: str = ""
    """Name of the part above it."""


class Structure(DrawingBase, frozen=True, kw_only=True, tag="structuur"):
    """How an organisation is built; each part comes after the one above it."""

    units: tuple[Unit, ...]
    at_home: bool = False
    """Whether one's own gemeenschappelijke regelingen are drawn below it."""


class Share(Content, frozen=True, kw_only=True):
    """A part of an amount."""

    name: str
    amount: float


class Bar(Content, frozen=True, kw_only=True):
    """An amount and what it is made of."""

    name: str
    shares: tuple[Share, ...]


class Bars(DrawingBase, frozen=True, kw_only=True, tag="balken"):
    """Amounts beside each other on one scale."""

    unit: str
    bars: tuple[Bar, ...]


Drawing: TypeAlias = Seats | Timeline | Deciding | Procedure | Structure | Bars
