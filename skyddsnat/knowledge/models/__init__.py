from skyddsnat.knowledge.models.method import Group, Method, Rung, Step

__all__ = ["Group", "Method", "Rung", "Step"]
