"""Swedish alphabetical order for querysets."""

from typing import ClassVar

from django.db.models import CharField, Func

from skyddsnat.shared.swedish import sql_sort_key


class SwedishOrder(Func):
    """Sorts a text column with å, ä, ö last, on any PostgreSQL: the embedded one comes without ICU."""

    template = sql_sort_key("%(expressions)s")
    output_field: ClassVar = CharField()
