"""The pages of people, enrolments and referrals."""
