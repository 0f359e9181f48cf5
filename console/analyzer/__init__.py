"""The built-in analytics: a process that looks at pictures and reports episodes in the native event form."""
