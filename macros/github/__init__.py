"""The doors for GitHub's jobs that may write: standard library only, because those jobs install nothing.

companion   one comment on a pull request
propose     a draft pull request from a form, and the answer on its issue
weekly      one issue with what needs a look
api         the few calls that these make
"""
