"""What every room with a journal shares. A journal: append-only lines chained by hash, their words beside them in a
table that can be erased, and one row of standing for each thing, which is only a summary.

To give a room a journal, say of wishes in the room `wishes`:

1. core: `class Line_(Line)` of `core.journal` with `__slots__ = ()` and `OF = "wish"`; `apply` and `replay`, which fold
   lines to a frozen `Wish`; `decide`, which makes the next line or raises a Refusal.
2. models.py: `Line(LineRow)`, `Words(WordsRow)` and, if what people wrote is erased with them, `Erasing(ErasingPlace)` of
   `rows`, each with a `wish_id`; a `Standing` with whatever the room's lists need, and `wish_id`, `organisation_id`, `head`.
3. migrations: 0001 as `fairlead makemigrations` writes it, 0002 with the one operation `append_only("wishes_line")` of `guard`.
4. queries/stored.py: `BOOK = Book(room="wishes", lines="line", line=Line_)`, a `Journal(Chained[Line_])` with what it folds
   to, and `read_journals(BOOK, ids, organisation=...)` to read many with one statement.
5. actions/append.py: `STANDS = Stands(BOOK, columns, fixed)`, `standing_of(journal)`, and an `append` that makes
   `sealed(line, before)`, then hands `line_parts(...)` and `STANDS.part(...)` to `written_or_raced`. Who meets `Raced` decides
   again (`until_first`); who opens under an id that is taken asks `the_same_or_busy`.
6. actions/rebuild.py: `rebuilt(...)` of `replaying`; actions/erasing.py: `words_by(...)` of `forgetting`.

rooms/agreements is the smallest one to look at. What may not live here: any room's fold, and its standing row."""
