# What an employee sees of their own cases.
home-title = How can we help?
home-cases = My cases
home-empty = You have not asked for help yet
home-empty-hint = When something in ICT does not work, ask for help here. You get a number at once and can see which step it is at.
case-number = Number
case-kind = Kind of help
case-state = State
case-asked = Asked
signing-act = Sign
