"""Looking at pages of others, politely: one page, one request, few bytes, and nothing that a stranger could misuse.

    Visitor.visit(address)   the page, or `NotSeen` with the reason
    words.of(page)           the text of a page as a reader sees it

A visitor says who it is, obeys robots.txt, waits between two requests to the same host, follows few redirects and
shows them, and never speaks to an address inside a private network.
"""

from macros.visit.visitor import Kind, NotSeen, Page, Visitor

__all__ = ["Kind", "NotSeen", "Page", "Visitor"]
