"""Schools' internship weeks: schools enter them, pupils search by them, firms see them, the county sees where it gets tight."""
