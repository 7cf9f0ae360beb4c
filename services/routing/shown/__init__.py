"""What the page of a referral shows, in the language of its reader."""
