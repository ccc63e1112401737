"""The rules of the law guide as editors keep them: proposed by one, approved by another."""
