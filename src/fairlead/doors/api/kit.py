"""What an operation is made with: `reads` and `writes`. They do all that every operation has in common.

The order of refusals is 401, 403, 429, 404, 413, 415, 400, then the law's. What may not live here: words."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, TypeVar, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from fairlead.core.refusals import Refusal
from fairlead.doors.answered.once import Once, answered_once, once
from fairlead.doors.answered.sealing import Kept
from fairlead.doors.api.bodies import BYTES_MAX, read_body
from fairlead.doors.api.entry import Entry
from fairlead.doors.api.problems import problem
from fairlead.doors.api.shapes import Passing
from fairlead.doors.api.writing import PRIVATE, Answer, known_or, response_of, tagged
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of

Operation = TypeVar("Operation", bound=Callable[..., Any])
Found = Callable[..., Any]
MAY_READ: Final = Entry("read")
MAY_WRITE: Final = Entry("write")
MAY_REFLECT: Final = Entry("reflect")
MAY_LISTEN: Final = Entry("listen")
KEEPS_NOTHING: Final[set[str]] = set()
"""Operations of which no answer is kept, by their names."""
BODIES: Final[dict[str, type[Schema]]] = {}
"""The schemas of what is sent, by their names, for the description."""


def reads(
    router: Router,
    path: str,
    *,
    answers: Any,
    tag: Callable[..., str] | None = None,
    entry: Entry = MAY_READ,
) -> Callable[[Operation], Operation]:
    """GET. The operation gives plain data; `answers` is its published schema.

    tag: `tag(request, **path)` says what the ETag is without making the answer, for what is asked again and again.
    entry: which scope a token needs."""

    def made(view: Operation) -> Operation:
        @wraps(view)
        def run(request: HttpRequest, **given: Any) -> HttpResponse:
            _check_query(request)
            if tag is not None:
                return known_or(
                    request, tag(request, **given), lambda: response_of(Answer(view(request, **given)))
                )
            return tagged(request, response_of(Answer(view(request, **given))))

        _sign(run, view)
        router.get(path, auth=entry, response={200: answers}, **_words(view))(run)
        return view

    return made


def writes(
    router: Router,
    path: str,
    *,
    answers: Any,
    method: str = "POST",
    takes: type[Schema] | None = None,
    status: int = 201,
    found: Found | None = None,
    entry: Entry = MAY_WRITE,
) -> Callable[[Operation], Operation]:
    """POST, PUT, PATCH, DELETE. With `takes` the operation gets `body`, the JSON object that was sent.

    found: `found(request, **path)` refuses not_found; asked when something else is refused, for 404 comes first."""
    is_passing = takes is not None and issubclass(takes, Passing)
    most = takes.MOST if takes is not None and issubclass(takes, Passing) else BYTES_MAX

    def made(view: Operation) -> Operation:
        if is_passing:
            keeps_nothing(view)

        @wraps(view)
        def run(request: HttpRequest, **given: Any) -> HttpResponse:
            with _existence_first(request, found, given):
                is_keyed = method == "POST" and not is_passing and _is_keyed(request, view.__name__)
                sent = {"body": read_body(request, most=most)} if takes is not None else {}

                def work() -> HttpResponse:
                    return response_of(view(request, **given, **sent))

                return _keyed(request, work) if is_keyed else work()

        _sign(run, view)
        told = {"openapi_extra": _sent(takes), **_words(view)}
        router.api_operation([method], path, auth=entry, response={status: answers}, **told)(run)
        return view

    return made


def keeps_nothing(view: Operation) -> Operation:
    """Below `writes`: no answer of this operation is ever kept, so it takes no Idempotency-Key."""
    KEEPS_NOTHING.add(view.__name__)
    return view


def _is_keyed(request: HttpRequest, operation: str) -> bool:
    is_keyed = "Idempotency-Key" in request.headers
    if is_keyed and operation in KEEPS_NOTHING:
        raise Refusal("not_allowed", field="Idempotency-Key")
    return is_keyed


@contextmanager
def _existence_first(request: HttpRequest, found: Found | None, path: Mapping[str, Any]) -> Iterator[None]:
    """Whatever else is wrong: what is not there, or not theirs, is not found."""
    try:
        yield
    except Refusal as refusal:
        if found is not None and refusal.code != "not_found":
            found(request, **path)
        raise


def _keyed(request: HttpRequest, work: Callable[[], HttpResponse]) -> HttpResponse:
    sent = request.path.encode() + b"\n" + request.body
    this: Once = once(viewer=viewer_of(request), key=request.headers["Idempotency-Key"], request=sent)
    kept = answered_once(
        this, work=lambda: _kept(work()), refused=lambda refusal: _kept(problem(refusal)), at=now()
    )
    response = HttpResponse(kept.content, status=kept.status, content_type=kept.kind, headers=PRIVATE)
    if kept.location:
        response.headers["Location"] = kept.location
    return response


def _kept(response: HttpResponse) -> Kept:
    return Kept(
        response.status_code,
        response.headers.get("Content-Type", ""),
        response.headers.get("Location", ""),
        response.content,
    )


def _check_query(request: HttpRequest) -> None:
    """No database keeps a NUL, so none is looked for."""
    if request.META.get("QUERY_STRING"):
        for name, value in request.GET.items():
            if "\0" in value or "\0" in name:
                raise Refusal("bad_field", field=name.replace("\0", ""))


def _sign(run: Callable[..., Any], view: Callable[..., Any]) -> None:
    """Show ninja the operation's own parameters, without the body, with their types."""
    hints = get_type_hints(view, include_extras=True)
    parameters = [
        parameter.replace(
            annotation=hints.get(name, parameter.annotation), kind=parameter.POSITIONAL_OR_KEYWORD
        )
        for name, parameter in inspect.signature(view).parameters.items()
        if name != "body"
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]


def _words(view: Callable[..., Any]) -> dict[str, Any]:
    first, _, rest = inspect.cleandoc(view.__doc__ or view.__name__).partition("\n")
    return {"operation_id": view.__name__, "summary": first.strip().rstrip("."), "description": rest.strip()}


def _sent(takes: type[Schema] | None) -> dict[str, Any] | None:
    if takes is None:
        return None
    BODIES[takes.__name__] = takes
    schema = {"$ref": f"#/components/schemas/{takes.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
