"""As if the worker had last looked yesterday: what was said without a name is told now. Run beside a server."""

from __future__ import annotations

from datetime import timedelta


def main() -> None:
    import django

    django.setup()
    from fairlead.doors.clock import now
    from fairlead.rooms.feedback.actions.telling import tell_unsigned
    from fairlead.rooms.feedback.models import Telling

    Telling.objects.update(told_on=now().date() - timedelta(days=1))
    print(tell_unsigned(at=now()))  # noqa: T201


if __name__ == "__main__":
    main()
