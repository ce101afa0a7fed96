"""Long work: done by a task, its progress seen on a page of the admin, its result kept there for some days.

    registry.register("proposals.import", run, template="…")    in an app's ``ready``
    job = actions.start(kind="proposals.import", user=…, title=…, params={…}, file=…)
    return redirect(job)                                        its page shows how far it is

``run(work)`` gets a `running.Work`: its parameters, its file, `Work.progress`. What it returns (JSON) is shown by the
template, as ``result``.
"""
