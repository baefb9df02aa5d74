"""The interface for firms and their applicant-tracking systems at /api/v1/."""
