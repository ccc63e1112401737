"""A host for the form alone, where nobody signs in and no cookie is set; only where `TIPS_HOST` names one."""
