"""What runs in processes of its own, to be killed."""

from datetime import UTC, datetime
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Barrier

from tutor.model import Draft
from tutor.store import Store


def real_store(path: Path) -> Store:
    return Store.open(path, device="laptop", clock=lambda: datetime.now(UTC))


def answers(path: Path, learner: str, run: int, pipe: Connection) -> None:
    """Store answer after answer, each with its schedule, and say so after each COMMIT."""
    store = real_store(path)
    pipe.send_bytes(b"-1")
    for number in count():
        body = {"run": run, "number": number}
        store.append(learner, [Draft(kind="answered", body=body), Draft(kind="scheduled", body=body)])
        pipe.send_bytes(b"%d" % number)


def one_of_many(path: Path, name: str, number: int, start: Barrier, pipe: Connection) -> None:
    """Store so many answers together with others; send the ids, or what went wrong."""
    start.wait()
    try:
        with real_store(path) as store:
            learner = store.add_learner(name).id
            drafts = [Draft(kind="answered"), Draft(kind="scheduled")]
            pipe.send([event.id for _ in range(number) for event in store.append(learner, drafts)])
    except Exception as error:
        pipe.send(repr(error))
