"""What people and machines send to the record: forms, drafts, pull requests, the weekly look, and writing of records.

Nothing is imported here: the jobs that may write on GitHub use three of these modules and install nothing.
"""
