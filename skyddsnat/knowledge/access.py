"""What may be done in this room, as permissions of the roles."""

READ = "knowledge.read"  # see how knowledge is spread and used
WRITE = "knowledge.write"  # write methods, answer, invite, send
PUBLISH = "knowledge.publish"  # publish what others wrote, and send to many
COUNTY = "knowledge.county"  # work with the organisations of one's own county
TAKE_PART = "knowledge.partner"  # assess, ask and take part for one's own organisation
