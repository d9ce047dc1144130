"""What the jobs of a package share: its limit."""

from collections.abc import Iterable

from uploader_gui.domain.packages.package import Package
from uploader_gui.s3.http.request_body import Throttle


class PackageThrottles:
    """One for each package that was asked for. Lives on the engine's loop."""

    def __init__(self) -> None:
        self._throttles: dict[str, Throttle] = {}
        self._limits: dict[str, int] = {}

    def of(self, package_id: str) -> Throttle | None:
        """What all jobs of this package send through; None for jobs that have none."""
        if not package_id:
            return None
        throttle = self._throttles.get(package_id)
        if throttle is None:
            throttle = self._throttles[package_id] = Throttle(self._limits.get(package_id))
        return throttle

    def learn(self, packages: Iterable[Package]) -> None:
        """Take the limits of these as they are now; it acts at once."""
        for package in packages:
            limit, package_id = package.bandwidth_limit, package.package_id
            if limit is None:
                self._limits.pop(package_id, None)
            else:
                self._limits[package_id] = limit
            throttle = self._throttles.get(package_id)
            if throttle is not None and throttle.limit != limit:
                throttle.set_limit(limit)
