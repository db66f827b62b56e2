"""Who may do what: one function per thing a person does; records meet analysis only here."""
