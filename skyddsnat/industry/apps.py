from django.apps import AppConfig


class IndustryConfig(AppConfig):
    name = "skyddsnat.industry"
    label = "industry"

    def ready(self) -> None:
        from skyddsnat.core.api import register_record, register_waiting  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.industry.companies import records as company_records  # noqa: PLC0415
        from skyddsnat.industry.companies import waiting as companies  # noqa: PLC0415

        register_waiting("industry.companies", companies.waiting)
        register_record(company_records.COMPANY)
