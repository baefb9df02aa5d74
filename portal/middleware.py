"""What every request passes before a view sees it."""


def without_nul(get_response):
    """A NUL in an address means nothing, and PostgreSQL refuses it: it is read as if it were not there."""

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return get_response(request)

    return middleware
