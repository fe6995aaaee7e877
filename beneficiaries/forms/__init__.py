"""What the pages of people, enrolments and referrals take in."""
