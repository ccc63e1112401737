"""What may be done in this room, as permissions of the roles."""

READ = "industry.read"  # see the companies that have joined, and sums of what they do
WRITE = "industry.write"  # take in companies, write lessons, order material
TAKE_PART = "industry.partner"  # see the totals of one's own organisation's members
COUNTY = "industry.county"  # reach the companies of one's own county
