error-too-large = What was sent is larger than allowed.
error-too-many = There were too many attempts from here.

error-internal = Something failed on our side. Your work is kept; try again or tell the IT unit.
error-unavailable = A part of the system is busy. Try again in a moment.
error-forbidden = Your post does not allow this.
error-not-found = It does not exist, or it is not yours to see.
error-check-fields = Check the marked fields; the rest is kept.
error-changed-meanwhile = Somebody changed it a moment ago. See how it stands and repeat if needed.
error-sign-in = Sign in to continue.
zone-unknown = That time zone does not exist.
