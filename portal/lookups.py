"""`field__matches_words=[{"back", "backerei"}, {"lehr"}]`: all groups, one stem of each, by either database's full-text index."""

from django.db.models import Lookup, TextField


@TextField.register_lookup
class MatchesWords(Lookup):
    """For SearchDocument.title and .body only; stems are plain letters and digits, see `folding.stem`."""

    lookup_name = "matches_words"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        query = " AND ".join(f"({' OR '.join(quoted(group, '"'))})" for group in self.rhs)
        column, table = self.lhs.target.column, compiler.quote_name(self.lhs.alias)
        return f"{table}.id IN (SELECT rowid FROM portal_searchwords WHERE portal_searchwords MATCH %s)", [f"{column}: ({query})"]

    def as_postgresql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        query = " & ".join(f"({' | '.join(quoted(group, "'"))})" for group in self.rhs)
        return f"to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)", [*parameters, query]


def quoted(group: frozenset[str], mark: str) -> list[str]:
    return [f"{mark}{stem}{mark}" for stem in sorted(group)]
