"""Names by template: the field that they are entered in, and what is said of one."""
