"""From a filled form to a proposed change: what a stranger typed, read as text and never as anything else.

form     the body of an issue as fields, by the forms in .github/ISSUE_TEMPLATE
parts    one field as one value of a record: an id, a date, an address, a coded value
drafts   the fields of a form as new blocks of records
answer   what the reporter reads below the issue
"""
