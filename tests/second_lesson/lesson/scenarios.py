"""The scenarios: which numbers are asked."""

from checks.catalog import Asked, Scenario


def _of(name: str, numbers: list[float]) -> Scenario:
    return Scenario(f"mean.{name}", "mean_call", {"numbers": numbers}, "mean", f"mean({numbers})")


BY_EXERCISE: Asked = {
    "engine": (),
    "mean": (_of("two", [1.5, 4.0]), _of("three", [-2.5, 0.25, 4.5]), _of("one", [3.25])),
}
