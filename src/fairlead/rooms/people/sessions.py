"""Django's session store on the room's own table: the cookie's key is stored as a hash only.

What may not: who is asking (asking.py reads the row, together with its person)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction

from fairlead.doors.clock import now
from fairlead.rooms.people.codes import hash_of
from fairlead.rooms.people.models import Session


class SessionStore(SessionBase):
    stored: str | None = None
    """The row's data, when who.py has read it already."""

    def load(self) -> dict[str, Any]:
        data = self.stored if self.stored is not None else self._read()
        if data is None:
            self._session_key = None
            return {}
        return dict(self.decode(data))

    def _read(self) -> str | None:
        rows = Session.objects.filter(key_hash=hash_of(self.session_key or ""), expires_at__gt=now())
        return rows.values_list("session_data", flat=True).first()

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(key_hash=hash_of(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def cycle_key(self) -> None:
        """A new key for the same browser: who is signed in stays, and so does its line in their list."""
        kept = ("id", "account_id", "person_id", "device", "created_at")
        row = Session.objects.filter(key_hash=hash_of(self.session_key or "")).values(*kept).first()
        super().cycle_key()
        if row is not None:
            Session.objects.filter(key_hash=hash_of(self.session_key or "")).update(**row)

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        if self.session_key is None:
            self.create()
            return
        data = self.encode(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if must_create:
            self._insert(data)
        elif not Session.objects.filter(key_hash=hash_of(self.session_key)).update(session_data=data):
            raise UpdateError

    def _insert(self, data: str) -> None:
        at = now()
        try:
            with transaction.atomic():
                Session.objects.create(
                    key_hash=hash_of(self.session_key or ""),
                    session_data=data,
                    created_at=at,
                    expires_at=at + timedelta(seconds=self.get_expiry_age()),
                )
        except IntegrityError as taken:
            raise CreateError from taken

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(key_hash=hash_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expires_at__lte=now()).delete()
