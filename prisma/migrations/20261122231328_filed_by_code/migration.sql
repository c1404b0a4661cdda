-- CreateIndex
CREATE INDEX "filed_demand_campaign_id_credit_code_idx" ON "filed_demand"("campaign_id", "credit_code");
