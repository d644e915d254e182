"""发布: the site is built, and then becomes a release of a target."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import BuildReport, SiteState
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress
from gongkai.publishing.releases.releasing import Published, Wishes
from gongkai.publishing.releases.releasing import publish as release
from gongkai.publishing.releases.target import Target, TargetError, check_target


class PublishReport(Struct, frozen=True, kw_only=True):
    """发布报告."""

    built: BuildReport
    published: Published | None = None
    """None: nothing was fit to be published, or the site could not be made"""


def publish(project: Project, options: Options, target: Path, wishes: Wishes, progress: Progress) -> PublishReport:
    """Build the site and publish it. Raises what `build` raises, and what `releasing.publish` raises."""
    place = Target(target.resolve())
    own = (project.content, project.templates, project.build, options.output.resolve())
    if project.root.is_relative_to(place.root) or any(map(place.root.is_relative_to, own)):
        raise TargetError(f"不能发布到 {place.root}：那里是项目自己的文件")
    check_target(place)
    built = build(project, replace(options, earlier=(*options.earlier, place.current_site)), progress)
    if built.failure is not None or built.site is SiteState.WITHHELD:
        return PublishReport(built=built)
    return PublishReport(built=built, published=release(options.output.resolve(), place, wishes, progress))
